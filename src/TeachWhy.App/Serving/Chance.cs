namespace TeachWhy.App.Serving;

/// <summary>Ids and seeds for requests that bring none.</summary>
/// <param name="next">Any 64 bits, different each time; called from many threads.</param>
internal sealed class Chance(Func<ulong> next)
{
    public ulong Seed() => next();

    public string Id(string prefix) => $"{prefix}{next():x16}{next():x16}";
}
