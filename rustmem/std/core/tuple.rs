//! Tuples.

use crate::cmp::Ordering;

macro_rules! tuple_impls {
    ($($T:ident $n:tt),+) => {
        impl<$($T: PartialEq),+> PartialEq for ($($T,)+) {
            fn eq(&self, other: &($($T,)+)) -> bool {
                $(self.$n == other.$n)&&+
            }
            fn ne(&self, other: &($($T,)+)) -> bool {
                $(self.$n != other.$n)||+
            }
        }
        impl<$($T: Eq),+> Eq for ($($T,)+) {}
        impl<$($T: PartialOrd),+> PartialOrd for ($($T,)+) {
            fn partial_cmp(&self, other: &($($T,)+)) -> Option<Ordering> {
                $(match self.$n.partial_cmp(&other.$n) {
                    Some(Ordering::Equal) => {}
                    decided => return decided,
                })+
                Some(Ordering::Equal)
            }
        }
        impl<$($T: Ord),+> Ord for ($($T,)+) {
            fn cmp(&self, other: &($($T,)+)) -> Ordering {
                $(match self.$n.cmp(&other.$n) {
                    Ordering::Equal => {}
                    decided => return decided,
                })+
                Ordering::Equal
            }
        }
        impl<$($T: Default),+> Default for ($($T,)+) {
            fn default() -> ($($T,)+) {
                ($($T::default(),)+)
            }
        }
        impl<$($T: crate::hash::Hash),+> crate::hash::Hash for ($($T,)+) {
            fn hash<S: crate::hash::Hasher>(&self, state: &mut S) {
                $(self.$n.hash(state);)+
            }
        }
        impl<$($T: crate::fmt::Debug),+> crate::fmt::Debug for ($($T,)+) {
            fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
                let mut builder = f.debug_tuple("");
                $(builder.field(&self.$n);)+
                builder.finish()
            }
        }
    };
}
tuple_impls! { A 0 }
tuple_impls! { A 0, B 1 }
tuple_impls! { A 0, B 1, C 2 }
tuple_impls! { A 0, B 1, C 2, D 3 }
tuple_impls! { A 0, B 1, C 2, D 3, E 4 }
tuple_impls! { A 0, B 1, C 2, D 3, E 4, F 5 }
tuple_impls! { A 0, B 1, C 2, D 3, E 4, F 5, G 6 }
tuple_impls! { A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7 }

impl<T> From<[T; 2]> for (T, T) {
    fn from(array: [T; 2]) -> Self {
        let [a, b] = array;
        (a, b)
    }
}
impl<T> From<(T, T)> for [T; 2] {
    fn from((a, b): (T, T)) -> Self {
        [a, b]
    }
}

impl<T> From<[T; 3]> for (T, T, T) {
    fn from(array: [T; 3]) -> Self {
        let [a, b, c] = array;
        (a, b, c)
    }
}
impl<T> From<(T, T, T)> for [T; 3] {
    fn from((a, b, c): (T, T, T)) -> Self {
        [a, b, c]
    }
}
