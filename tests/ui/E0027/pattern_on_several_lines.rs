struct P { x: i32, y: i32 }
fn main() {
    let P {  //~ ERROR E0027
        x,
    } = P { x: 1, y: 2 };
    let P {  //~ ERROR E0027
        y: 0
    } = (P { x: 1, y: 2 }) else { panic!() };
}
