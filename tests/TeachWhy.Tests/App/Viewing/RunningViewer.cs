using System.Collections.Concurrent;
using TeachWhy.App.Viewing;
using TeachWhy.Tests.Studies.Viewer;

namespace TeachWhy.Tests.App.Viewing;

/// <summary>The viewer on a free port of this machine, and a client for it.</summary>
internal sealed class RunningViewer : IAsyncDisposable
{
    private readonly ViewerServer _server;

    private RunningViewer(ViewerServer server, ConcurrentQueue<Exception> failures)
    {
        (_server, Failures) = (server, failures);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
    }

    public Uri Address => _server.Address;

    public HttpClient Client { get; }

    /// <summary>What nobody foresaw.</summary>
    public ConcurrentQueue<Exception> Failures { get; }

    public static async Task<RunningViewer> StartAsync(SampleShelf shelf)
    {
        var failures = new ConcurrentQueue<Exception>();
        var server = new ViewerServer(shelf.Pages, 0, failures.Enqueue);
        await server.StartAsync(CancellationToken.None);
        return new RunningViewer(server, failures);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Assert.Empty(Failures);
    }
}
