use std::{collectionz::HashMap, fmtt::Display};
use std::sync::{Arc, Mutexx, mpsc::{channel, sync_chanel}};
use foo::{a, b};
fn main() { let _ = Arc::new(1); let _ = channel::<i32>(); }
