using TeachWhy.Benchmarks;

switch (args.FirstOrDefault())
{
    case "kernels":
        KernelBenchmark.Run(Console.Out);
        return 0;
    case "training1":
        TrainingBenchmark.TokensPerSecond(1, 5);
        return 0;
    case "training":
        TrainingBenchmark.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: TeachWhy.Benchmarks kernels|training|sampling");
        return 1;
}
