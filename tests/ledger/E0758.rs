fn main() {} /* I am
