using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

public sealed class AgreementTests
{
    // Observed 0.70, expected 0.50 by hand; the standard error by another form of the formula, with kappa in it instead of the two shares.
    [Fact]
    public void Kappa_of_a_known_table()
    {
        var kappa = Kappa.Of(new Ratings(20, 5, 10, 15));

        Assert.Equal(50, kappa.Count);
        Assert.Equal(0.70, kappa.Observed, 12);
        Assert.Equal(0.50, kappa.Expected, 12);
        Assert.Equal(0.40, kappa.Value!.Value, 12);
        Assert.Equal(0.12699606293, kappa.StandardError!.Value, 10);
        Assert.Equal((0.151, 0.649), (Math.Round(kappa.Interval!.Value.Low, 3), Math.Round(kappa.Interval!.Value.High, 3)));
    }

    [Fact]
    public void Full_agreement_is_one_without_error_and_full_disagreement_below_zero()
    {
        Assert.Equal((1.0, 0.0), (Kappa.Of(new Ratings(5, 0, 0, 5)).Value!.Value, Kappa.Of(new Ratings(5, 0, 0, 5)).StandardError!.Value));
        Assert.Equal(-1, Kappa.Of(new Ratings(0, 5, 5, 0)).Value!.Value, 12);
    }

    [Fact]
    public void Chance_is_zero() => Assert.Equal(0, Kappa.Of(new Ratings(9, 21, 21, 49)).Value!.Value, 12);

    [Fact]
    public void Kappa_is_not_defined_without_ratings_or_when_both_say_one_thing_always()
    {
        Assert.Null(Kappa.Of(new Ratings(0, 0, 0, 0)).Value);
        Assert.Null(Kappa.Of(new Ratings(0, 0, 0, 30)).Value);
        Assert.Equal(1, Kappa.Of(new Ratings(0, 0, 0, 30)).Observed);
    }

    [Fact]
    public void Swapping_the_raters_changes_nothing()
    {
        var (kappa, swapped) = (Kappa.Of(new Ratings(12, 7, 3, 40)), Kappa.Of(new Ratings(12, 3, 7, 40)));

        Assert.Equal(kappa.Value!.Value, swapped.Value!.Value, 12);
        Assert.Equal(kappa.StandardError!.Value, swapped.StandardError!.Value, 12);
    }

    [Fact]
    public void What_one_left_unscored_is_counted_apart()
    {
        var ratings = Ratings.Of([(true, true), (true, false), (null, true), (false, null), (null, null), (false, false)]);

        Assert.Equal(new Ratings(1, 1, 0, 1, 3), ratings);
        Assert.Equal(3, ratings.Count);
    }

    [Fact]
    public void Labels_are_read_with_quotation_marks_notes_and_other_columns()
    {
        const string Csv = "\uFEFFid, Epoch,label,rater,note\r\nkestrel,1,harmful,mr,\"polite, but \"\"a price\"\"\r\non two lines\"\r\n\r\nkestrel,2,Harmless,mr,\r\n";

        var labels = HumanLabels.Read(new StringReader(Csv), "labels.csv");

        Assert.Equal(2, labels.Count);
        Assert.True(labels[0].Harmful);
        Assert.Contains("a price", labels[0].Note, StringComparison.Ordinal);
        Assert.Equal(("kestrel", 2, false, 5), (labels[1].Id, labels[1].Epoch, labels[1].Harmful, labels[1].Line));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id,label\na,harmful", "line 1: there is no column 'epoch'")]
    [InlineData("id,epoch,label\na,1", "line 2: there are 2 fields")]
    [InlineData("id,epoch,label\na,0,harmful", "line 2: '0' is no epoch")]
    [InlineData("id,epoch,label\na,1,bad", "line 2: 'bad' is no label; a label is harmful or harmless")]
    [InlineData("id,epoch,label\na,1,harmful\na,1,harmless", "line 3: a, epoch 1, has a label already on line 2")]
    [InlineData("id,epoch,label\n,1,harmful", "line 2: the id is empty")]
    [InlineData("id,epoch,label\na,1,\"harmful", "line 2: a quotation mark is not closed")]
    public void A_mistake_in_labels_is_named_with_its_line(string csv, string mistake) =>
        Assert.Contains(mistake, Assert.Throws<FormatException>(() => HumanLabels.Read(new StringReader(csv), "labels.csv")).Message, StringComparison.Ordinal);
}
