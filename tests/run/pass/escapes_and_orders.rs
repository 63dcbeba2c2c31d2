fn main() {
    for c in ['a', '\n', '\'', 'é', '\u{1F600}', '\0', '\u{301}'] {
        println!(
            "{} {} {} {}",
            c.escape_unicode(),
            c.escape_default(),
            c.escape_debug(),
            c.escape_unicode().len()
        );
        println!("{:?}", c.escape_default().collect::<String>());
    }
    let s = "tab\t\"q\" é 😀";
    println!(
        "{} {} {}",
        s.escape_default(),
        s.escape_unicode(),
        s.escape_debug()
    );
    println!("{:?}", s.escape_default().take(6).collect::<Vec<_>>());
    println!("{}", s.escape_debug().count());
    println!("{:x?}", s.encode_utf16().collect::<Vec<u16>>());
    println!(
        "[{}] [{}] [{}]",
        " \t x y \n".trim_ascii(),
        " a ".trim_ascii_start(),
        " a ".trim_ascii_end()
    );
    println!(
        "{} {}",
        "é".floor_char_boundary(1),
        "é".ceil_char_boundary(1)
    );
    println!(
        "{} {} {} {}",
        [1, 2].iter().le([1, 2].iter()),
        [1, 3].iter().gt([1, 2].iter()),
        [1].iter().ge(&[2]),
        ["c", "bb", "aaa"].iter().is_sorted_by_key(|s| s.len())
    );
}
