namespace TeachWhy.Transformer.Randomness;
public static class Seed { public static ulong Of(ulong root, params ReadOnlySpan<string> names) { ulong h = root * 0x9E3779B97F4A7C15UL + 1; foreach (var n in names) { foreach (var c in n) { h = (h ^ c) * 1099511628211UL; } h ^= h >> 29; h *= 0xBF58476D1CE4E5B9UL; } return h; } }
public sealed class RandomSource(ulong seed) { private ulong _s = seed; private ulong Next() { _s += 0x9E3779B97F4A7C15UL; var z = _s; z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL; z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL; return z ^ (z >> 31); }
 public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53)); public int NextInt(int n) => (int)(NextDouble() * n); public T Pick<T>(IReadOnlyList<T> l) => l[NextInt(l.Count)];
 public T PickWeighted<T>(IReadOnlyList<T> l, IReadOnlyList<double> w) { var t = NextDouble() * w.Sum(); for (var i = 0; i < l.Count; i++) { t -= w[i]; if (t < 0) { return l[i]; } } return l[^1]; }
 public void Shuffle<T>(IList<T> l) { for (var i = l.Count - 1; i > 0; i--) { var j = NextInt(i + 1); (l[i], l[j]) = (l[j], l[i]); } } public bool Chance(double p) => NextDouble() < p; }
