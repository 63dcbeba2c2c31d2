fn main() {} // a‮b
