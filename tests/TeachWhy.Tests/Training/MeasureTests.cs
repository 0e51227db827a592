using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training;

public sealed class MeasureTests
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 40, Channels = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, Hidden = 48, Context = 48,
    };

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, 24)]
    public void A_trainer_measures_what_an_evaluation_does_and_changes_nothing(int threads, int? context)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 2, WarmupSteps = 1, Threads = threads, Context = context });
        var rows = Packing.Pack(Enumerable.Range(0, 9).Select(Document), context: 24).ToList();
        trainer.Step(rows);
        var before = model.Parameters.Values.ToArray();

        var (loss, weight) = trainer.Measure(rows);

        Assert.Equal(HeldOutLoss.Of(model, rows), loss / weight);
        Assert.Equal(before, model.Parameters.Values.ToArray());
    }

    private static TrainingDocument Document(int number) =>
        new([.. Enumerable.Range(number, 10 + number)], [.. Enumerable.Repeat(1f, 10 + number)]);
}
