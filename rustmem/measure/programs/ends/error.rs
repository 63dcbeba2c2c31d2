//! Main returns an error while a value is alive.

struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() -> Result<(), std::num::ParseIntError> {
    let _file = Named("file");
    let number: i32 = "seven".parse()?;
    println!("{number}");
    Ok(())
}
