//! Collections.

pub mod hash;

pub use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
pub use alloc::collections::{binary_heap, btree_map, btree_set, linked_list, vec_deque};
pub use core::ops::Bound;

pub use self::hash_map::HashMap;
pub use self::hash_set::HashSet;

pub mod hash_map {
    pub use super::hash::map::*;
}
pub mod hash_set {
    pub use super::hash::set::*;
}
