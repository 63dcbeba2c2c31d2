fn main() { let v = vec![1, 2]; let r: Vec<i32> = v.iter().map(|x| { let y = "1".parse::<i32>()?; y + x }).collect(); }
