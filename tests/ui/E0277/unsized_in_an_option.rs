fn main() {
    let _a: Option<str> = None;  //~ ERROR E0277  //~ ERROR E0277
    let _b = Option::<str>::None;  //~ ERROR E0277
    let _c = None::<str>;  //~ ERROR E0277
}
