"""Which columns of long lines are shown."""

from __future__ import annotations

ELLIPSIS_PADDING = 6
"""Room for `...` beside the outermost spans."""
LONG_WHITESPACE = 20
LONG_WHITESPACE_PADDING = 4


class Margin:
    """The window of columns through which every line of one snippet is seen."""

    __slots__ = ("term_width", "computed_left", "computed_right", "_whitespace_left", "_span_left", "_span_right", "_label_right")

    def __init__(
        self,
        whitespace_left: int,
        span_left: int,
        span_right: int,
        label_right: int,
        term_width: int,
        max_line_len: int,
    ) -> None:
        self._whitespace_left = max(whitespace_left - ELLIPSIS_PADDING, 0)
        self._span_left = max(span_left - ELLIPSIS_PADDING, 0)
        self._span_right = span_right + ELLIPSIS_PADDING
        self._label_right = label_right + ELLIPSIS_PADDING
        self.term_width = term_width
        self.computed_left = 0
        if self._whitespace_left > LONG_WHITESPACE:
            self.computed_left = self._whitespace_left - (LONG_WHITESPACE - LONG_WHITESPACE_PADDING)
        self.computed_right = max(max_line_len, self.computed_left)
        if self.computed_right - self.computed_left > term_width:
            self._narrow()

    def _narrow(self) -> None:
        """Cuts more than indentation: keep the labels if they fit, else the spans."""
        width, label_right = self.term_width, self._label_right
        if self._whitespace_left <= label_right <= self._whitespace_left + width:
            self.computed_left = self._whitespace_left
            self.computed_right = self.computed_left + width
        elif label_right - self._span_left <= width:
            padding = (width - (label_right - self._span_left)) // 2
            self.computed_left = max(self._span_left - padding, 0)
            self.computed_right = self.computed_left + width
        elif self._span_right - self._span_left <= width:
            padding = (width - (self._span_right - self._span_left)) // 5 * 2
            self.computed_left = max(self._span_left - padding, 0)
            self.computed_right = self.computed_left + width
        else:
            self.computed_left = self._span_left
            self.computed_right = self._span_right

    def was_cut_left(self) -> bool:
        return self.computed_left > 0

    def left(self, line_len: int) -> int:
        return min(self.computed_left, line_len)

    def right(self, line_len: int) -> int:
        if line_len - self.computed_left <= self.term_width:
            return line_len
        return min(line_len, self.computed_right)
