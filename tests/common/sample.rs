//! What a commit looks at of a long list: a part, and the next commit another one.

/// With `LAB_SAMPLE_SEED=N` one in so many of them: the next numbers take the others. Without, all.
pub fn sampled<T>(all: impl IntoIterator<Item = T>, one_in: usize) -> Vec<T> {
    let all = all.into_iter();
    let Some(seed) = std::env::var_os("LAB_SAMPLE_SEED") else { return all.collect() };
    let seed: usize = seed.to_str().and_then(|seed| seed.parse().ok()).expect("LAB_SAMPLE_SEED is a number");
    all.enumerate().filter(|(place, _)| place % one_in == seed % one_in).map(|(_, one)| one).collect()
}
