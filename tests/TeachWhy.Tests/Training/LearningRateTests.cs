using TeachWhy.Training;
using TeachWhy.Training.Optimizers;
using Xunit;

namespace TeachWhy.Tests.Training;

public sealed class LearningRateTests
{
    [Theory]
    [InlineData(ScheduleShape.Linear, 0.55)]
    [InlineData(ScheduleShape.Cosine, 0.55)]
    public void The_rate_rises_to_the_peak_and_falls_to_its_final_fraction(ScheduleShape schedule, double halfway)
    {
        var options = new TrainingOptions { Steps = 110, WarmupSteps = 10, PeakLearningRate = 1f, Schedule = schedule };

        Assert.Equal(0.1, LearningRate.At(0, options), tolerance: 1e-6);
        Assert.Equal(1.0, LearningRate.At(9, options), tolerance: 1e-6);
        Assert.Equal(1.0, LearningRate.At(10, options), tolerance: 1e-6);
        Assert.Equal(halfway, LearningRate.At(60, options), tolerance: 1e-6);
        Assert.Equal(0.1, LearningRate.At(110, options), tolerance: 1e-6);
        Assert.Equal(0.1, LearningRate.At(1000, options), tolerance: 1e-6);
    }

    [Fact]
    public void A_run_without_warm_up_starts_at_the_peak() =>
        Assert.Equal(3e-3f, LearningRate.At(0, new TrainingOptions { Steps = 10, WarmupSteps = 0 }));

    [Fact]
    public void Options_say_what_is_wrong_with_them()
    {
        var wrong = Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { Steps = 0 });

        Assert.Contains("Steps must be above zero", wrong.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { Steps = 1, PeakLearningRate = float.NaN });
    }
}
