namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Two bits of one number for each run that was added (Bloom 1970; Putze, Sanders and Singler 2007): small enough for a
/// processor's own memory, and says of 99 in 100 other runs that they were not.
/// </summary>
/// <param name="bits">The table has two to the power of so many numbers: as many as half the runs, or more.</param>
internal sealed class RunFilter(int bits)
{
    private readonly ulong[] _numbers = new ulong[1 << bits];

    public void Add(ulong run) => _numbers[run >> 64 - bits] |= BitsOf(run);

    public bool MayHold(ulong run) => (_numbers[run >> 64 - bits] & BitsOf(run)) == BitsOf(run);

    private static ulong BitsOf(ulong run) => 1UL << (int)(run >> 24) | 1UL << (int)(run >> 32);
}
