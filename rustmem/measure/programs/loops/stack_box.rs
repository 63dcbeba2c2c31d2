//! Arrays of 64 bytes on the stack and in boxes: `stack_box VARIANT TIMES`.

use std::hint::black_box;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let times: u64 = arguments[2].parse().unwrap();
    let mut sum = 0u64;
    match arguments[1].as_str() {
        "stack" => {
            for i in 0..times {
                let values = black_box([i; 8]);
                sum = sum.wrapping_add(values[3]);
            }
        }
        "box" => {
            for i in 0..times {
                let values = black_box(Box::new([i; 8]));
                sum = sum.wrapping_add(values[3]);
            }
        }
        other => panic!("no variant {other}"),
    }
    println!("{sum}");
}
