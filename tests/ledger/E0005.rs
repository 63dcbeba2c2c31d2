const X: u8 = {
    let 3u8 = 3;
    4
};

fn main() {}
