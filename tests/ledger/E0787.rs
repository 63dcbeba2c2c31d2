fn main() {}
#[unsafe(naked)]
extern "C" fn f() -> u32 {
    42
}
