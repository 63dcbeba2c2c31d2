"""Programs with one token or one name damaged, as a hurried hand does it, for comparison with rustc."""

from __future__ import annotations

import random
import re

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r?\#?"(?:\\.|[^"\\])*"\#?|b?'(?:\\[^\n']*|[^'\\\n])'|'[a-z_]\w*|[A-Za-z_]\w*|\d[\w]*(?:\.\d\w*)?"""
    r"""|->|=>|==|!=|<=|>=|&&|\|\||::|\.\.=|\.\.|[-+*/%^&|]=|\s+|.""",
    re.S,
)
WORD = re.compile(r"[A-Za-z_]\w*")
ITEM = re.compile(r"^(?:pub )?(?:fn|struct|enum|trait|impl|const|static|type|mod|use)\b", re.M)
KEYWORDS = frozenset(
    "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self "
    "Self static struct super trait true type unsafe use where while async await dyn".split()
)
REPLACED = {
    "=": ("==", ":", ":="), "==": ("=", "===", "is"), "!=": ("!==", "<>", "~="), "->": ("=>", ":", "-", ">"),
    "=>": ("->", "=", ":", ">"), ";": (",", ":", ""), ",": (";", ".", ""), ":": ("=", "::", ""), "::": (".", ":", "->"),
    ".": ("::", "->", ",", "?."), "&&": ("and", "&", "&& &&"), "||": ("or", "|"), "!": ("not ", ""), "(": ("[", "{", ""),
    ")": ("]", "}", ""), "{": ("(", ":", ""), "}": (")", "", "};"), "[": ("(", ""), "]": (")", ""), "<": ("(", "[", ""),
    ">": (")", "", ">>"), "let": ("var", "auto", "const", "", "let mut", "let let", "Let"), "fn": ("func", "function", "def", "fun", ""),
    "struct": ("class", "record", "Struct", ""), "enum": ("Enum", "union", ""), "impl": ("implement", "class", "Impl", ""),
    "trait": ("interface", "Trait", ""), "pub": ("public", "export", "Pub"), "mut": ("", "mutable", "Mut", "ref"),
    "else": ("elif", "elseif", "otherwise", ""), "if": ("If", "if let", "when"), "while": ("While", "until"), "match": ("switch", "Match"),
    "for": ("foreach", "For", "for let"), "in": ("of", ":", "", "="), "return": ("ret", "Return", "yield"), "use": ("import", "using", "Use"),
    "mod": ("module", "namespace"), "true": ("True", "TRUE"), "false": ("False",), "None": ("null", "nil", "none"), "const": ("final", "let"),
    "self": ("this", "Self", "&self", ""), "Self": ("self", "this"), "i32": ("int", "I32", "integer"), "String": ("string", "str", "Str"),
    "bool": ("boolean", "Bool"), "f64": ("double", "float"), "usize": ("size_t", "uint"), "loop": ("forever", "do", "while"), "as": ("is", ""),
    "&": ("", "&&", "ref "), "*": ("", "**"), "+": ("++", "", "+ +"), "-": ("--", ""), "|": ("||", ""), "..": ("...", ".", "..="),
    "+=": ("=+", "+", "++"), "where": ("when", "Where"), "unsafe": ("Unsafe", ""), "move": ("Move", ""), "#": ("", "##", "@"), "?": ("", "??"),
}  # fmt: skip
INSERTED = (
    ";", ",", "(", ")", "{", "}", "[", "]", "<", ">", "=", ":", "::", ".", "->", "=>", "&", "*", "!", "?", "#", "@", "$", "~", "|", "||",
    "let", "mut", "fn", "pub", "return", "ref", "if", "else", "match", "self", "1", "\"s\"", "x", "'a", "'", "\"", "`", "\\", "/*", "//", "_", "…", "“", "ä",
)  # fmt: skip
LITERALS = ("1_", "0x", "0b12", "1e", "1.", "1_u33", "10i31", "2.0u8", "'ab'", "''", "'\\q'", "b'ä'", "\"\\q\"", "\"\\u{110000}\"", "'\\x80'", "0o9", "1f32.0", "r\"a\"", "c\"a\"", "0xfg")  # fmt: skip


def tokens(source: str) -> list[str]:
    return TOKEN.findall(source)


def damaged_token(source: str, dice: random.Random) -> tuple[str, str] | None:
    """(what was done, the program) with one token dropped, doubled, swapped, replaced or put in."""
    parts = tokens(source)
    places = [i for i, part in enumerate(parts) if not part.isspace() and not part.startswith(("//", "/*"))]
    if len(places) < 4:
        return None
    what = dice.choice(("drop", "double", "swap", "replace", "replace", "replace", "insert", "literal", "quote", "bracket"))
    if what == "replace":
        places = [i for i in places if parts[i] in REPLACED] or places
    elif what == "literal":
        places = [i for i in places if parts[i][0].isdigit() or parts[i][-1] in "\"'"]
    elif what == "quote":
        places = [i for i in places if parts[i][-1] in "\"'" and len(parts[i]) > 1]
    elif what == "bracket":
        places = [i for i in places if parts[i] in "()[]{}"]
    if not places:
        return None
    at = dice.choice(places)
    if what in ("drop", "bracket"):
        parts[at] = ""
    elif what == "double":
        parts[at] = f"{parts[at]} {parts[at]}"
    elif what == "swap":
        other = next((i for i in places if i > at), None)
        if other is None:
            return None
        parts[at], parts[other] = parts[other], parts[at]
    elif what == "replace":
        parts[at] = dice.choice(REPLACED.get(parts[at], INSERTED))
    elif what == "insert":
        parts[at] = f"{dice.choice(INSERTED)} {parts[at]}"
    elif what == "literal":
        parts[at] = dice.choice(LITERALS)
    else:
        parts[at] = parts[at][:-1] if dice.random() < 0.7 else parts[at][1:]
    return what, "".join(parts)


def damaged_name(source: str, dice: random.Random) -> tuple[str, str] | None:
    """(what was done, the program) with one name misspelt or taken away."""
    parts = tokens(source)
    names = [i for i, part in enumerate(parts) if WORD.fullmatch(part) and part not in KEYWORDS]
    if len(names) < 4:
        return None
    what = dice.choice(
        ("misspell", "misspell", "other", "path", "item", "double item", "no pub", "module", "no self", "case", "generic")
    )
    at = dice.choice(names)
    if what == "misspell":
        parts[at] = misspelt(parts[at], dice)
    elif what == "other":
        parts[at] = parts[dice.choice(names)]
    elif what == "case":
        word = parts[at]
        parts[at] = word.lower() if word[0].isupper() else word.capitalize()
    elif what == "path":
        heads = [i for i in names if i + 1 < len(parts) and parts[i + 1] == "::"]
        if not heads:
            return None
        at = dice.choice(heads)
        if dice.random() < 0.5:
            parts[at] = parts[at + 1] = ""
        else:
            parts[at] = dice.choice(("crate", "self", "super", "std", "core", misspelt(parts[at], dice)))
    elif what == "no pub":
        return _without(source, r"\bpub(?:\([a-z]+\))? ", dice, what)
    elif what == "no self":
        return _without(source, r"\b[sS]elf(?:\.|::)|&self,? ?|<T(?:: [^<>]*)?>", dice, what)
    elif what == "generic":
        found = [i for i in names if len(parts[i]) == 1 and parts[i].isupper()]
        if not found:
            return None
        parts[dice.choice(found)] = dice.choice(("U", "T", "V", "X"))
    else:
        items = item_ranges(source)
        if not items:
            return None
        lo, hi = dice.choice(items)
        if what == "item":
            return what, source[:lo] + source[hi:]
        if what == "double item":
            return what, source[:hi] + "\n" + source[lo:hi] + source[hi:]
        return what, f"{source[:lo]}mod inner {{\n{source[lo:hi]}\n}}\n{source[hi:]}"
    return what, "".join(parts)


def misspelt(word: str, dice: random.Random) -> str:
    """A letter dropped, doubled, changed or swapped with the next."""
    at = dice.randrange(len(word))
    match dice.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :] or "q"
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + dice.choice("aeinstz") + word[at + 1 :]
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _without(source: str, pattern: str, dice: random.Random, what: str) -> tuple[str, str] | None:
    found = list(re.finditer(pattern, source))
    if not found:
        return None
    gone = dice.choice(found)
    return what, source[: gone.start()] + source[gone.end() :]


def item_ranges(source: str) -> list[tuple[int, int]]:
    """The items of the outermost level, by their layout."""
    starts = [m.start() for m in ITEM.finditer(source)]
    return [(lo, hi) for lo, hi in zip(starts, [*starts[1:], len(source)], strict=True)]
