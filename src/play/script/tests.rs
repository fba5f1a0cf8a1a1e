use super::*;
use std::io;
use std::path::Path;

fn none(path: &Path) -> io::Result<String> {
    Err(io::Error::new(io::ErrorKind::NotFound, format!("no {}", path.display())))
}
