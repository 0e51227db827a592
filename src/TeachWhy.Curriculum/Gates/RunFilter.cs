namespace TeachWhy.Curriculum.Gates;

/// <summary>One bit for each run that was added (Bloom 1970, with one function): small enough for a processor's own memory, and says of nearly every other run that it was not.</summary>
internal sealed class RunFilter
{
    private const int Bits = 21;

    private readonly ulong[] _bits = new ulong[1 << Bits - 6];

    public void Add(ulong run) => _bits[Place(run) >> 6] |= 1UL << Place(run);

    public bool MayHold(ulong run) => (_bits[Place(run) >> 6] >> Place(run) & 1) != 0;

    private static int Place(ulong run) => (int)(run >> 64 - Bits);
}
