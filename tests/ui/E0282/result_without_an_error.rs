fn main() {
    let result = Ok(1); //~ ERROR E0282
}
