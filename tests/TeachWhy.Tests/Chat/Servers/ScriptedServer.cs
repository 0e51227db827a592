using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TeachWhy.Chat;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>
/// A provider on a free port of loopback that speaks Anthropic's and OpenAI's protocols, streaming and not, and says what a
/// test wants it to say. It keeps count of what it was asked.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Func<AskedRequest, ScriptedReply> _script;
    private readonly CancellationTokenSource _stopping = new();
    private int _asked;
    private int _inWork;
    private int _mostInWork;

    private ScriptedServer(Func<AskedRequest, ScriptedReply> script)
    {
        _script = script;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 << 20;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Requests that have come, answered or not.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Most requests that were in work at the same time.</summary>
    public int MostInWork => Volatile.Read(ref _mostInWork);

    /// <summary>What was asked, in the order it came; empty where <see cref="Keeps"/> is off.</summary>
    public ConcurrentQueue<AskedRequest> Requests { get; } = [];

    /// <summary>Whether requests are kept; off for very many.</summary>
    public bool Keeps { get; init; } = true;

    /// <param name="script">What each request is answered with; called for several requests at once.</param>
    public static async Task<ScriptedServer> StartAsync(Func<AskedRequest, ScriptedReply> script, bool keeps = true)
    {
        var server = new ScriptedServer(script) { Keeps = keeps };
        await server._application.StartAsync();
        return server;
    }

    /// <summary>A server that says the same to everybody.</summary>
    public static Task<ScriptedServer> SayingAsync(string text) => StartAsync(_ => new ScriptedReply.Said { Text = text });

    /// <summary>The model of this server in OpenAI's protocol as a compatible server: <c>openai:http://.../v1/scripted</c>.</summary>
    public ChatModelName Compatible(string model = "scripted") => ChatModelName.Parse($"openai:{Address}v1/{model}");

    /// <summary>The environment in which <c>anthropic/NAME</c> and <c>openai/NAME</c> are this server.</summary>
    public string? Variable(string name) => name switch
    {
        "ANTHROPIC_BASE_URL" => Address.AbsoluteUri,
        "OPENAI_BASE_URL" => $"{Address.AbsoluteUri}v1",
        "ANTHROPIC_API_KEY" or "OPENAI_API_KEY" => "key-of-the-test",
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _asked);
        Raise(ref _mostInWork, Interlocked.Increment(ref _inWork));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            var request = await AskedRequest.ReadAsync(context.Request, number, ending.Token);
            if (Keeps)
            {
                Requests.Enqueue(request);
            }

            await ReplyWriter.WriteAsync(context, request, _script(request), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _inWork);
        }
    }

    private static void Raise(ref int most, int now)
    {
        for (var before = Volatile.Read(ref most); now > before && Interlocked.CompareExchange(ref most, now, before) != before; before = Volatile.Read(ref most))
        {
            // Another request has raised it in between.
        }
    }
}
