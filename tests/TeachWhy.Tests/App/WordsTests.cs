using TeachWhy.App.Display;

namespace TeachWhy.Tests.App;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(8.25, "8.3 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(250, "4 min 10 s")]
    [InlineData(4800, "1 h 20 min")]
    [InlineData(90_000, "25 h 0 min")]
    public void Durations_read_well(double seconds, string expected) =>
        Assert.Equal(expected, Words.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(3, "a few seconds left")]
    [InlineData(31, "about 40 s left")]
    [InlineData(57, "about 1 min left")]
    [InlineData(241, "about 5 min left")]
    [InlineData(4700, "about 1 h 20 min left")]
    public void Estimates_are_no_finer_than_they_deserve(double seconds, string expected) =>
        Assert.Equal(expected, Words.Left(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0.0, "0.0%")]
    [InlineData(0.083, "8.3%")]
    [InlineData(0.31, "31%")]
    [InlineData(1.0, "100%")]
    public void Shares_read_well(double share, string expected) => Assert.Equal(expected, Words.Percent(share));
}
