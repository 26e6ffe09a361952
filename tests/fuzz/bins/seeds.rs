//! Writes the seeds of all fuzz targets: `seeds FOLDER`, in which each target has a folder.

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args().nth(1) else { panic!("usage: seeds FOLDER") };
    for (name, _, seeds) in isocost_fuzz::targets::ALL {
        let folder = format!("{folder}/{name}");
        std::fs::create_dir_all(&folder)?;
        for (at, seed) in seeds().into_iter().enumerate() {
            std::fs::write(format!("{folder}/seed-{at}"), seed)?;
        }
    }
    Ok(())
}
