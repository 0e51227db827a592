namespace TeachWhy.Curriculum.Gates;

/// <summary>Words that any English text is full of: a run made of them is nobody's.</summary>
internal static class EverydayWords
{
    private const string English =
        "a about after again all also always am an and any are as at away back be because been before being below best better between both but by can cannot come could day did do does doing done down each else even ever every few find first for from get give go goes going good got great had has have having he her here him his how i if in into is it its just keep know last later least leave less let like little long look made make many may me might mind more most much must my need never new next no nor not nothing now of off often old on once one only or other our out over own part people perhaps place please put quite rather read really right said same saw say says see seem seen send sent shall she should since so some something soon still such sure take tell than thank thanks that the their them then there these they thing things think this those three through time to today together told too two under until up upon us use used very want was way we week well went were what when where whether which while who why will wish with within without word work would write wrong year yes yet you your";

    private static readonly HashSet<ulong> Numbers = [.. English.Split(' ').Select(word => WordSequence.NumberOf(word))];

    public static bool Contains(ulong word) => Numbers.Contains(word);
}
