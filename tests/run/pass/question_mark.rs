use std::error::Error;
use std::fmt;
use std::num::ParseIntError;
#[derive(Debug)]
enum ConfigError { Missing(&'static str), Bad(ParseIntError), Range { lo: i64, hi: i64, got: i64 } }
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ConfigError::Missing(k) => write!(f, "missing {k}"),
            ConfigError::Bad(e) => write!(f, "bad number: {e}"),
            ConfigError::Range { lo, hi, got } => write!(f, "{got} not in {lo}..={hi}"),
        }
    }
}
impl Error for ConfigError { fn source(&self) -> Option<&(dyn Error + 'static)> { match self { ConfigError::Bad(e) => Some(e), _ => None } } }
impl From<ParseIntError> for ConfigError { fn from(e: ParseIntError) -> Self { ConfigError::Bad(e) } }
fn get<'a>(src: &'a str, key: &'static str) -> Result<&'a str, ConfigError> {
    src.lines().filter_map(|l| l.split_once('=')).find(|(k, _)| k.trim() == key).map(|(_, v)| v.trim()).ok_or(ConfigError::Missing(key))
}
fn port(src: &str) -> Result<i64, ConfigError> {
    let n: i64 = get(src, "port")?.parse()?;
    if !(1..=65535).contains(&n) { return Err(ConfigError::Range { lo: 1, hi: 65535, got: n }); }
    Ok(n)
}
fn dynamic(s: &str) -> Result<f64, Box<dyn Error>> {
    if s.is_empty() { return Err("empty".into()); }
    let n: f64 = s.parse()?;
    if n < 0.0 { Err(format!("negative {n}"))? }
    Ok(n.sqrt())
}
fn first_even(v: &[i32]) -> Option<i32> { let x = v.iter().find(|x| **x % 2 == 0)?; Some(x * 10) }
fn main() {
    for s in ["port = 80", "host=x", "port=abc", "port=70000", "port="] {
        match port(s) { Ok(p) => println!("ok {p}"), Err(e) => println!("{e} / {:?} / {}", e, e.source().is_some()) }
    }
    for s in ["", "4", "x", "-1"] { match dynamic(s) { Ok(v) => println!("{v}"), Err(e) => println!("error: {e}") } }
    println!("{:?} {:?}", first_even(&[1, 3, 4]), first_even(&[]));
}
