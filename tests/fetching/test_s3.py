"""An S3 server that the test starts; signatures are those of the vendor's own library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kpi.receiving.sources.remote import Login
from kpi.receiving.sources.signing import Signer, encoded
from tests.fetching.certificates import certificates
from tests.fetching.homes import SECOND, SEVEN, fetched, home_with, outcomes, sheet
from tests.fetching.servers import free_port, serving

USER, WORD = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@dataclass(frozen=True)
class Store:
    client: Any
    port: int
    root: Path

    def source(self, bucket: str, **other: str) -> str:
        told = {
            "id": "kho", "kind": "s3", "url": f"https://127.0.0.1:{self.port}/{bucket}",
            "user": USER, "ca": str(self.root),
        }  # fmt: skip
        return "- {" + ", ".join(f"{k}: {v}" for k, v in (told | other).items()) + "}\n"

    def put(self, bucket: str, key: str, *rows: str) -> None:
        self.client.put_object(Bucket=bucket, Key=key, Body=sheet(*rows))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    pytest.importorskip("moto", reason="the package moto is missing (make install-dev)")
    boto3 = pytest.importorskip("boto3")
    folder, port = tmp_path_factory.mktemp("s3"), free_port()
    root, cert, key = certificates(folder)
    command = [
        sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port), "-s",
        "-c", str(cert), "-k", str(key),
    ]  # fmt: skip
    with serving(command, port, folder / "log"):
        client = boto3.client(
            "s3", endpoint_url=f"https://127.0.0.1:{port}", aws_access_key_id=USER,
            aws_secret_access_key=WORD, region_name="us-east-1", verify=str(root),
        )  # fmt: skip
        yield Store(client, port, root)


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_SECRET_KHO", WORD)


def test_objects_come_with_their_prefixes_as_senders_and_stay(store: Store, tmp_path: Path) -> None:
    store.client.create_bucket(Bucket="bao-cao")
    store.put("bao-cao", "thang/huyen-b/Biểu 6+7 (1).csv", "HU-A,2024-06,N1,,,8,,")
    store.put("bao-cao", "thang/", "")
    store.put("bao-cao", "khac/c.csv", "HU-A,2024-05,N1,,,8,,")
    home = home_with(tmp_path / "nha", store.source("bao-cao/thang"))
    assert outcomes(home) == {"kho/huyen-b/Biểu 6+7 (1).csv": "accepted"}
    store.put("bao-cao", "thang/huyen-b/Biểu 6+7 (1).csv", "HU-A,2024-06,N1,,,80,,")
    assert list(outcomes(home, SECOND)) == ["kho/huyen-b/lan-2/Biểu 6+7 (1).csv"]
    assert fetched(home, SECOND).files == 0


def test_names_that_lead_out_of_the_folder_are_told(store: Store, tmp_path: Path) -> None:
    store.client.create_bucket(Bucket="xau")
    for key in ("../../a.csv", "b/../../c.csv", "/d.csv", "e.csv"):
        store.put("xau", key, SEVEN)
    home = home_with(tmp_path / "nha", store.source("xau"))
    [one] = fetched(home).sources
    assert one.files == ("kho/e.csv",)
    assert [t.key for t in one.troubles] == ["source_left_name"]


def test_more_objects_than_one_answer_holds_are_all_found(store: Store, tmp_path: Path) -> None:
    from kpi.receiving.fetching import fetch
    from tests.fetching.homes import FIRST, plan_in

    store.client.create_bucket(Bucket="nhieu")
    for number in range(1_005):
        store.client.put_object(Bucket="nhieu", Key=f"{number}.csv", Body=b"x")
    home = home_with(tmp_path / "nha", store.source("nhieu"))
    [one] = fetch(home, plan_in(home), FIRST, only_told=True).sources
    assert len(one.found) == 1_005


def test_a_bucket_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    home = home_with(tmp_path / "nha", store.source("khong-co"))
    [trouble] = fetched(home).troubles
    assert "url" in trouble.path


@pytest.mark.parametrize("path", ["kho/a.csv", "kho/huyện b/Biểu 6+7 (1)~'!*.csv"])
@pytest.mark.parametrize("query", [{}, {"list-type": "2", "prefix": "a b/ơ+/"}])
def test_a_signature_is_what_the_vendor_s_own_library_makes(
    path: str, query: dict[str, str]
) -> None:
    botocore = pytest.importorskip("botocore")
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    assert botocore
    url = f"https://kho.tinh.vn:9000/{encoded(path, slashes=True)}"
    asked = "&".join(f"{quote(k, safe='-_.~')}={encoded(v)}" for k, v in sorted(query.items()))
    theirs = AWSRequest("GET", f"{url}?{asked}" if asked else url)
    theirs.context["payload_signing_enabled"] = True
    S3SigV4Auth(Credentials(USER, WORD), "s3", "vn-1").add_auth(theirs)
    at = datetime.strptime(theirs.headers["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    ours = Signer(Login(USER, WORD), "vn-1", lambda: at).headers(url, asked)
    assert ours["Authorization"] == theirs.headers["Authorization"]
