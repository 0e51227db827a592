using System.Runtime.InteropServices;
using TeachWhy.App;
using TeachWhy.Studies;

// The first signal asks for an orderly stop; a second one ends the process at once.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

return await CommandLine.RunAsync(args, Surroundings.OfThisProcess(new StudyRunner(TimeProvider.System)), stop.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
