struct Node {
    value: u32,
    next: Option<&'static Node>,
}

static A: Node = Node { value: 1, next: Some(&B) };
static B: Node = Node { value: SUM, next: Some(&A) };

static NAMES: [&str; 2] = ["a", "b"];
static FIRST: &str = NAMES[0];
const SUM: u32 = sum(&NUMBERS);
static NUMBERS: [u32; 3] = [1, 2, 3];

const fn sum(numbers: &[u32; 3]) -> u32 {
    numbers[0] + numbers[1] + numbers[2]
}

fn main() {
    let next = A.next.unwrap();
    println!("{FIRST} {} {}", next.value, next.next.unwrap().value);
}
