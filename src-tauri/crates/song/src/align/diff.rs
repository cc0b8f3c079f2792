//! What two sequences have in common: the shortest edit script (Myers 1986, greedy), with a bound
//! on the work.

/// More differences than this are not followed: the texts are of different songs, and what was
/// matched up to there is all there is.
const MOST_EDITS: usize = 1500;

/// Pairs of equal positions in `a` and `b`, both increasing.
pub(super) fn matches<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let mut search = Search { a, b, reach: vec![0; 2 * MOST_EDITS + 3], trail: Vec::new() };
    let end = search.run();
    search.walk_back(end)
}

struct Search<'a, T> {
    a: &'a [T],
    b: &'a [T],
    /// How far into `a` each diagonal reaches; index 0 is diagonal `-(MOST_EDITS + 1)`.
    reach: Vec<usize>,
    /// What `reach` was before each number of edits, diagonals `-d..=d`.
    trail: Vec<Vec<usize>>,
}

/// A place in the search: edits made, diagonal, position in `a`.
#[derive(Clone, Copy)]
struct At {
    edits: usize,
    diagonal: isize,
    x: usize,
}

impl<T: PartialEq> Search<'_, T> {
    /// Runs until both texts are used up or too different; answers where it ended.
    fn run(&mut self) -> At {
        let mut best = At { edits: 0, diagonal: 0, x: 0 };
        for edits in 0..=MOST_EDITS {
            self.remember(edits);
            for diagonal in diagonals(edits) {
                let Some(x) = self.extend(edits, diagonal) else { continue };
                let at = At { edits, diagonal, x };
                if x + self.y(at) > best.x + self.y(best) || edits == 0 {
                    best = at;
                }
                if x == self.a.len() && self.y(at) == self.b.len() {
                    return at;
                }
            }
        }
        best
    }

    fn y(&self, at: At) -> usize {
        at.x.saturating_add_signed(-at.diagonal)
    }

    fn remember(&mut self, edits: usize) {
        let middle = MOST_EDITS + 1;
        self.trail.push(self.reach[middle - edits..=middle + edits].to_vec());
    }

    /// Takes one more edit onto `diagonal` and follows equal characters; none outside of the texts.
    fn extend(&mut self, edits: usize, diagonal: isize) -> Option<usize> {
        let index = index(diagonal);
        let mut x = if edits == 0 { 0 } else { self.step(edits, diagonal) };
        let mut y = x.checked_add_signed(-diagonal)?;
        while x < self.a.len() && y < self.b.len() && self.a[x] == self.b[y] {
            x += 1;
            y += 1;
        }
        self.reach[index] = x;
        (x <= self.a.len() && y <= self.b.len()).then_some(x)
    }

    /// Where an edit onto `diagonal` begins: from above (an insertion) or from the left.
    fn step(&self, edits: usize, diagonal: isize) -> usize {
        let (below, above) = (self.reach[index(diagonal - 1)], self.reach[index(diagonal + 1)]);
        if from_above(edits, diagonal, below, above) { above } else { below + 1 }
    }

    fn walk_back(&self, end: At) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut at = end;
        while at.edits > 0 {
            let (start, before) = self.came_from(at);
            self.take_run(start, at, &mut pairs);
            at = before;
        }
        self.take_run(0, at, &mut pairs);
        pairs.reverse();
        pairs
    }

    /// Where the run of equal characters that ends at `at` began, and where the edit before it was.
    fn came_from(&self, at: At) -> (usize, At) {
        let before = &self.trail[at.edits];
        let middle = at.edits;
        let reach = |diagonal: isize| before.get(middle.wrapping_add_signed(diagonal)).copied().unwrap_or(0);
        let (below, above) = (reach(at.diagonal - 1), reach(at.diagonal + 1));
        let edits = at.edits - 1;
        if from_above(at.edits, at.diagonal, below, above) {
            (above, At { edits, diagonal: at.diagonal + 1, x: above })
        } else {
            (below + 1, At { edits, diagonal: at.diagonal - 1, x: below })
        }
    }

    fn take_run(&self, start: usize, at: At, pairs: &mut Vec<(usize, usize)>) {
        let y = self.y(at);
        pairs.extend((start..at.x).rev().zip((0..y).rev()));
    }
}

fn from_above(edits: usize, diagonal: isize, below: usize, above: usize) -> bool {
    let edits = edits.cast_signed();
    diagonal == -edits || (diagonal != edits && below < above)
}

fn diagonals(edits: usize) -> impl Iterator<Item = isize> {
    let edits = edits.cast_signed();
    (-edits..=edits).step_by(2)
}

fn index(diagonal: isize) -> usize {
    (MOST_EDITS + 1).saturating_add_signed(diagonal)
}

#[cfg(test)]
mod tests {
    use super::matches;

    fn common(a: &str, b: &str) -> String {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        matches(&a, &b).into_iter().inspect(|(x, y)| assert_eq!(a[*x], b[*y])).map(|(x, _)| a[x]).collect()
    }

    #[test]
    fn finds_what_two_texts_share() {
        assert_eq!(common("abcdef", "abcdef"), "abcdef");
        assert_eq!(common("abcdef", "abxdef"), "abdef");
        assert_eq!(common("abc", ""), "");
        assert_eq!(common("", "abc"), "");
        assert_eq!(common("abcabba", "cbabac").len(), 4);
        assert_eq!(common("verse one chorus", "one"), "one");
    }

    #[test]
    fn gives_up_on_texts_that_differ_throughout() {
        let (a, b) = ("x".repeat(4000), format!("{}x", "y".repeat(4000)));
        assert!(common(&a, &b).len() <= 1);
    }

    proptest::proptest! {
        #[test]
        fn is_increasing_and_symmetric_in_length(a in "[ab ]{0,40}", b in "[ab ]{0,40}") {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let pairs = matches(&x, &y);
            proptest::prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            proptest::prop_assert_eq!(pairs.len(), matches(&y, &x).len());
        }
    }
}
