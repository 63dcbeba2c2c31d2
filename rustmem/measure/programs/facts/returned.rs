//! Allocates 200,000 blocks of 1000 bytes, frees three of four, then all. Prints the resident set after each step, in KiB.

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().to_string()
}

fn main() {
    println!("start {}", resident()); // the buffer of standard output lies below the blocks
    let mut blocks: Vec<Option<Box<[u8; 1000]>>> = (0..200_000u32).map(|i| Some(Box::new([i as u8; 1000]))).collect();
    println!("all {}", resident());
    for (i, block) in blocks.iter_mut().enumerate() {
        if i % 4 != 0 {
            *block = None;
        }
    }
    println!("quarter {}", resident());
    blocks.clear();
    println!("none {}", resident());
}
