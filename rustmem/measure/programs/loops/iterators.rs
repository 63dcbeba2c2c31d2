//! Sums the even numbers of a slice in three ways: `iterators VARIANT TIMES`, where TIMES elements are visited.

use std::hint::black_box;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let times: usize = arguments[2].parse().unwrap();
    let numbers: Vec<u64> = (0..1000).collect();
    let mut total = 0u64;
    for _ in 0..times / 100 {
        let numbers = black_box(numbers.as_slice());
        let sum: u64 = match arguments[1].as_str() {
            "loop" => {
                let mut sum = 0;
                for i in 0..numbers.len() {
                    if numbers[i] % 2 == 0 {
                        sum += numbers[i] * 3;
                    }
                }
                sum
            }
            "iterator" => numbers.iter().filter(|n| *n % 2 == 0).map(|n| n * 3).sum(),
            "collected" => {
                let even: Vec<&u64> = numbers.iter().filter(|n| *n % 2 == 0).collect();
                let tripled: Vec<u64> = black_box(&even).iter().map(|n| *n * 3).collect();
                black_box(&tripled).iter().sum()
            }
            other => panic!("no variant {other}"),
        };
        total = total.wrapping_add(sum);
    }
    println!("{total}");
}
