using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Authors;

/// <summary>The places that ship, as an author: it invents nothing, costs nothing, and has words for system messages and tools alone.</summary>
public sealed class LibraryAuthor : IAuthor
{
    public string Name => "library";

    public int AtOnce(int wanted) => wanted;

    // Of what only a chat model can write it knows the list of its places.
    public bool Writes(PieceKind kind) => kind is PieceKind.Other or PieceKind.SystemMessage or PieceKind.Tools;

    public Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation) => Task.FromResult(new Piece("")
    {
        Entries = commission.Kind switch
        {
            PieceKind.SystemMessage => PlaceOf(commission).Prompts,
            PieceKind.Tools => [.. PlaceOf(commission).Tools.Select(ToolText.Write)],
            _ => [.. PlaceLibrary.Shipped.Select(place => place.About)],
        },
    });

    // Without the list of deployments, any place will do.
    private static Place PlaceOf(Commission commission) =>
        PlaceLibrary.Shipped.FirstOrDefault(place => string.Equals(place.About, commission.Inputs["deployment"], StringComparison.Ordinal))
        ?? PlaceLibrary.Shipped[(int)(commission.Seed % (ulong)PlaceLibrary.Shipped.Count)];
}
