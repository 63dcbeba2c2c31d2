const N: usize = 4;

struct Twice([u8; N * 2]);

struct Bits {
    bits: [u8; i32::BITS as usize],
}

enum Buffer<'a, T> {
    Own([u8; size_of::<u64>()], T),
    Lent(&'a [u8; Own::LENGTH]),
}

struct Own([u8; Own::LENGTH + 1]);

impl Own {
    const LENGTH: usize = 3;
}

fn main() {
    let twice = Twice([0; 8]);
    let bits = Bits { bits: [1; 32] };
    let own = Own([1; 4]);
    println!("{} {} {}", twice.0.len(), bits.bits.len(), own.0.len());
    for buffer in [Buffer::Own([1; 8], 2), Buffer::Lent(&[1, 2, 3])] {
        match buffer {
            Buffer::Own(bytes, n) => println!("{} {n}", bytes.len()),
            Buffer::Lent(bytes) => println!("{}", bytes.len()),
        }
    }
}
