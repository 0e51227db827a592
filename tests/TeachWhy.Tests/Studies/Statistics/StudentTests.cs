using TeachWhy.Studies.Statistics;

namespace TeachWhy.Tests.Studies.Statistics;

public sealed class StudentTests
{
    // Any table of Student's t.
    [Theory]
    [InlineData(0.975, 1, 12.7062047)]
    [InlineData(0.975, 2, 4.3026527)]
    [InlineData(0.975, 5, 2.5705818)]
    [InlineData(0.975, 10, 2.2281389)]
    [InlineData(0.975, 30, 2.0422725)]
    [InlineData(0.975, 120, 1.9799304)]
    [InlineData(0.95, 4, 2.1318468)]
    [InlineData(0.80, 1, 1.3763819)]
    [InlineData(0.80, 9, 0.8834039)]
    [InlineData(0.995, 3, 5.8409093)]
    public void Quantiles_agree_with_the_table(double probability, double degreesOfFreedom, double t)
    {
        Assert.Equal(t, StudentT.Quantile(probability, degreesOfFreedom), 1e-6);
        Assert.Equal(-t, StudentT.Quantile(1 - probability, degreesOfFreedom), 1e-6);
        Assert.Equal(probability, StudentT.Cumulative(t, degreesOfFreedom), 1e-7);
    }

    // With one degree of freedom it is the Cauchy distribution, with two there is a closed form.
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(7.5)]
    [InlineData(400)]
    public void Tails_agree_with_the_closed_forms(double t)
    {
        Assert.Equal(1 - 2 / Math.PI * Math.Atan(t), StudentT.TwoSidedP(t, 1), 1e-12);
        Assert.Equal(1 - t / Math.Sqrt(2 + t * t), StudentT.TwoSidedP(t, 2), 1e-12);
    }

    // Student's own data: hours of sleep gained by ten patients under two drugs (1908); values as R's t.test gives them.
    private static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void The_paired_test_agrees_on_Students_sleep_data()
    {
        var test = StudentTest.OfMean([.. FirstDrug.Zip(SecondDrug, (first, second) => first - second)]);

        Assert.Equal(-1.58, test.Estimate, 1e-12);
        Assert.Equal(0.00283289, test.P, 1e-8);
        Assert.Equal(-2.4598858, test.IntervalOf(.95).Low, 1e-7);
        Assert.Equal(-0.7001142, test.IntervalOf(.95).High, 1e-7);
    }

    [Fact]
    public void Welchs_test_agrees_on_Students_sleep_data()
    {
        var test = StudentTest.OfDifference(FirstDrug, SecondDrug);

        Assert.Equal(17.776474, test.DegreesOfFreedom, 1e-6);
        Assert.Equal(0.07939414, test.P, 1e-8);
        Assert.Equal(-3.3654832, test.IntervalOf(.95).Low, 1e-7);
        Assert.Equal(0.2054832, test.IntervalOf(.95).High, 1e-7);
    }

    // (2.26216 + 0.88340) × SE for ten units.
    [Fact]
    public void The_smallest_detectable_difference_is_a_multiple_of_the_standard_error()
    {
        var test = new StudentTest(0.1, 0.02, 9);

        Assert.Equal(0.0629112, test.SmallestDetectable, 1e-6);
    }
}
