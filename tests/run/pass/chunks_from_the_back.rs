fn main() {
    let v = [1, 2, 3, 4, 5];
    println!("{:?}", v.chunks(2).rev().collect::<Vec<_>>());
    println!("{:?}", v.windows(2).rev().map(|w| w[0] * w[1]).collect::<Vec<_>>());
    let mut c = v.chunks(2);
    println!("{:?} {:?} {:?} {:?}", c.next_back(), c.next(), c.next_back(), c.next_back());
    println!("{:?}", v.chunks(2).rev().step_by(1).last());
    println!("{:?}", v.windows(9).next_back());
}
