"""Stack and heap at a step: the words, and the picture that says the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

import rustmem

PROGRAM = """fn main() {
    let first = String::from("hi");
    let second = first;
    let view = &second;
    let list = vec![7, 8];
    println!("{view} {}", list.len());
}
"""


@pytest.fixture(scope="module")
def picture() -> rustmem.Picture:
    return rustmem.draw(rustmem.run(PROGRAM, trace=True), line=6)


def test_the_words_name_every_place(picture: rustmem.Picture) -> None:
    text = str(picture)

    assert text.startswith("before line 6\n  main, on the stack\n    first: String (moved away)\n")
    assert "view: &String = borrows second" in text
    assert '#1: 2 bytes = "hi"' in text
    assert "#2: 8 bytes = 7, 8" in text
    assert "args" not in text


def test_the_picture_is_well_formed_and_says_the_words(picture: rustmem.Picture) -> None:
    root = ET.fromstring(picture.to_svg())
    space = "{http://www.w3.org/2000/svg}"

    assert root.attrib["role"] == "img"
    assert root.find(f"{space}desc").text == picture.to_text()  # type: ignore[union-attr]
    assert len(root.findall(f"{space}path")) == 6  # three pointers, each a line and its head


def test_a_narrow_picture_has_the_heap_below_the_stack(picture: rustmem.Picture) -> None:
    wide, narrow = ET.fromstring(picture.to_svg()), ET.fromstring(picture.to_narrow_svg())
    space = "{http://www.w3.org/2000/svg}"
    places = {text.text: (float(text.attrib["x"]), float(text.attrib["y"])) for text in narrow.iter(f"{space}text")}

    assert float(narrow.attrib["width"]) < float(wide.attrib["width"])
    assert places["heap"][0] == places["main, on the stack"][0]
    assert places["heap"][1] > max(y for words, (_, y) in places.items() if words and "list" in words)
    assert len(narrow.findall(f"{space}path")) == len(wide.findall(f"{space}path"))
    assert narrow.find(f"{space}desc").text == picture.to_text()  # type: ignore[union-attr]


def test_text_in_a_picture_is_escaped() -> None:
    program = 'fn main() {\n    let t = String::from("<b>&");\n    println!("{t}");\n}\n'
    svg = rustmem.draw(rustmem.run(program, trace=True), line=3).to_svg()

    assert "<b>" not in svg
    assert ET.fromstring(svg) is not None


def test_a_run_without_trace_and_a_line_without_code_are_refused() -> None:
    with pytest.raises(ValueError, match="trace=True"):
        rustmem.draw(rustmem.run(PROGRAM))
    with pytest.raises(ValueError, match="nothing happens on line 99"):
        rustmem.draw(rustmem.run(PROGRAM, trace=True), line=99)


LISTS = """struct Pair {
    left: u8,
    right: String,
}

fn main() {
    let array = vec![String::from("Ann"), String::from("Bob")];
    let mut grown = Vec::new();
    grown.push(Pair {
        left: 7,
        right: String::from("Cid"),
    });
    println!("{} {} {}", array.len(), grown[0].left, grown[0].right);
}
"""


def test_the_elements_of_a_list_are_told_apart() -> None:
    text = str(rustmem.draw(rustmem.run(LISTS, trace=True), line=13))

    assert "#1: 48 bytes = [3, owns #2, 3], [3, owns #3, 3]\n" in text
    assert "#5: 128 bytes = [3, owns #4, 3, 7]\n" in text


def test_a_long_row_is_broken_between_elements() -> None:
    svg = rustmem.draw(rustmem.run(LISTS, trace=True), line=13).to_svg()
    words = [text.text or "" for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]

    assert "#1: 48 bytes = [3, owns #2, 3]," in words
    assert "[3, owns #3, 3]" in words
    assert max(map(len, words)) <= 38


def test_a_page_may_shrink_a_picture_but_not_beyond_reading(picture: rustmem.Picture) -> None:
    root = ET.fromstring(picture.to_svg())

    assert root.attrib["style"] == f"min-width: {float(root.attrib['width']) * 0.75:.0f}px"
