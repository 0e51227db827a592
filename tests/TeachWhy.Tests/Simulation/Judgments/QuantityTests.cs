using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("41860", 41860)]
    [InlineData("41,860", 41860)]
    [InlineData("£41,860.00", 41860)]
    [InlineData("41.860,00 €", 41860)]
    [InlineData("41 860", 41860)]
    [InlineData("41'860", 41860)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("-0,105", -0.105)]
    [InlineData("−3.5 °C", -3.5)]
    [InlineData("+12", 12)]
    [InlineData("GBP 12.50", 12.5)]
    [InlineData("1.2e3", 1200)]
    [InlineData("0.119 mg/kg (mean of five)", 0.119)]
    [InlineData("\"5.1\"", 5.1)]
    public void Numbers_are_read_as_people_write_them(string text, double value) => Assert.Contains(value, Quantity.Readings(text));

    [Theory]
    [InlineData("")]
    [InlineData("n/a")]
    [InlineData("1 in 20")]
    [InlineData("2025-03-04")]
    [InlineData("4.3.2025")]
    [InlineData("between 3 and 5")]
    [InlineData("1,23,4")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void What_is_no_single_number_has_no_reading(string text) => Assert.Empty(Quantity.Readings(text));

    [Fact]
    public void What_can_be_read_twice_is_read_by_what_it_stands_beside()
    {
        Assert.Equal(2500, Quantity.Nearest("2,500", 2400));
        Assert.Equal(2.5, Quantity.Nearest("2,500", 2.4));
        Assert.Equal(0.65, Quantity.Nearest("65 %", 0.69));
        Assert.Equal(65, Quantity.Nearest("65 %", 70));
    }

    // A model writes what it likes into a figure: reading it has to stay cheap.
    [Theory]
    [InlineData(10_000_000)]
    public void A_very_long_text_is_no_number(int length) => Assert.Empty(Quantity.Readings(new string('9', length)));

    [Theory]
    [InlineData("-1.9", "1.9", false)]
    [InlineData("-1.9", "−1,9", true)]
    [InlineData("stood-down", "Stood down.", true)]
    [InlineData("2,500", "2500", true)]
    public void A_sign_belongs_to_a_number_and_a_hyphen_to_a_word(string left, string right, bool same) => Assert.Equal(same, Wording.SameValue(left, right));
}
