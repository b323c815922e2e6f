"""Words on a page of markup: a key of the catalogue is said escaped, or plain where it goes on."""

from __future__ import annotations

from abc import ABC, abstractmethod

from reports.desk.parts import Markup, text


class Saying(ABC):
    """Called with a key and its values it gives what may stand on the page."""

    @abstractmethod
    def plain(self, key: str, **values: object) -> str:
        """The words before they are escaped."""

    def __call__(self, key: str, **values: object) -> Markup:
        return text(self.plain(key, **values))
