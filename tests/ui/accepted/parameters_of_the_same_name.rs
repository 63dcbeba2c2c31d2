struct Rc<T>(T);
impl<T> Rc<T> {
    fn x(&self) {
        self.inc_strong();
    }
}
trait P<T> {
    fn inc_strong(&self) {}
}
impl<T> P<T> for Rc<T> {}
fn main() {}
/root/.pyenv/libexec/pyenv-hooks: line 24: enable: cannot open shared object /root/.pyenv/libexec/pyenv-realpath.dylib: /root/.pyenv/libexec/pyenv-realpath.dylib: cannot open shared object file: No such file or directory
