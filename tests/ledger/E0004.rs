const C: u8 = match 3u8 {
    3 => 1,
};

fn main() {}
