fn main() { "abc
