using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>What becomes of a request.</summary>
internal abstract record FineTuningFault
{
    /// <summary>It is answered with this status; done all the same where it is taken.</summary>
    public sealed record Status(int Code, bool Taken = false, string? RetryAfter = null, string Message = "scripted") : FineTuningFault;

    /// <summary>The connection is cut, before or after it is done.</summary>
    public sealed record Drop(bool Taken) : FineTuningFault;

    /// <summary>The client is gone: something that the test does, before or after it is done, and no answer.</summary>
    public sealed record Gone(bool Taken, Action Do) : FineTuningFault;

    /// <summary>It is done, and answered with this instead.</summary>
    public sealed record Raw(string Body) : FineTuningFault;
}

/// <summary>
/// Files and fine-tuning jobs as OpenAI documents them, on a free port of loopback. A job goes one step on each time it is
/// looked at.
/// </summary>
internal sealed class FineTuningServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _lock = new();
    private int _asked;

    private FineTuningServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>What goes wrong with the how-manieth request, from 1; null for nothing.</summary>
    public Func<int, HttpRequest, FineTuningFault?> Fault { get; set; } = (_, _) => null;

    /// <summary>The statuses of a job, one after the other; the last stays.</summary>
    public IReadOnlyList<string> Course { get; set; } = ["validating_files", "queued", "running", "succeeded"];

    /// <summary>The name of what is trained.</summary>
    public string Model { get; set; } = "ft:gpt-4.1-mini-2025-04-14:org:advice:Abc123";

    /// <summary>What a failed job says.</summary>
    public string Error { get; set; } = "";

    /// <summary>What the last event of a job says.</summary>
    public string Message { get; set; } = "Step 3/9: training loss=0.71";

    /// <summary>Whether jobs keep what is noted in them.</summary>
    public bool KeepsNotes { get; set; } = true;

    /// <summary>Entries of a page of a list.</summary>
    public int PageSize { get; set; } = 2;

    public List<JsonObject> Files { get; } = [];

    public List<JsonObject> Jobs { get; } = [];

    /// <summary>What each job was asked for with.</summary>
    public List<JsonObject> Orders { get; } = [];

    /// <summary>The content of each upload.</summary>
    public List<string> Uploads { get; } = [];

    public ConcurrentQueue<string> Requests { get; } = [];

    public int Asked => Volatile.Read(ref _asked);

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FineTuningServer> StartAsync()
    {
        var server = new FineTuningServer();
        await server._application.StartAsync();
        return server;
    }

    /// <summary>The environment in which <c>openai/NAME</c> is this server.</summary>
    public string? Variable(string name) => name switch
    {
        "OPENAI_BASE_URL" => $"{Address.AbsoluteUri}v1",
        "OPENAI_API_KEY" => "key-of-the-test",
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    /// <summary>A job of somebody else on a file.</summary>
    public void AddJob(string id, string file) => Jobs.Insert(0, Job(id, new JsonObject { ["model"] = "other", ["training_file"] = file }));

    private async Task AnswerAsync(HttpContext context)
    {
        var fault = Fault(Interlocked.Increment(ref _asked), context.Request);
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        var answer = fault is FineTuningFault.Status { Taken: false } or FineTuningFault.Drop { Taken: false } or FineTuningFault.Gone { Taken: false } ? null : await DoAsync(context.Request);
        switch (fault)
        {
            case FineTuningFault.Status status:
                context.Response.StatusCode = status.Code;
                context.Response.Headers.RetryAfter = status.RetryAfter;
                await context.Response.WriteAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = status.Message } }.ToJsonString());
                break;
            case FineTuningFault.Drop:
                context.Abort();
                break;
            case FineTuningFault.Gone client:
                client.Do();
                var gone = new TaskCompletionSource();
                await using (context.RequestAborted.Register(gone.SetResult))
                {
                    await gone.Task;
                }

                break;
            case FineTuningFault.Raw raw:
                await context.Response.WriteAsync(raw.Body);
                break;
            default:
                context.Response.StatusCode = answer is null ? 404 : 200;
                await context.Response.WriteAsync((answer ?? new JsonObject { ["error"] = new JsonObject { ["message"] = "Nothing is here." } }).ToJsonString());
                break;
        }
    }

    private async Task<JsonNode?> DoAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
        var body = form is null && request.ContentLength > 0 ? (await JsonNode.ParseAsync(request.Body))!.AsObject() : null;
        lock (_lock)
        {
            return (request.Method, request.Path.Value!.Split('/')) switch
            {
                ("GET", ["", "v1", "files"]) => Page(Files.Where(file => (string)file["purpose"]! == request.Query["purpose"]), request),
                ("POST", ["", "v1", "files"]) => Upload(form!),
                ("GET", ["", "v1", "fine_tuning", "jobs"]) => Page(Jobs, request),
                ("POST", ["", "v1", "fine_tuning", "jobs"]) => Start(body!),
                ("GET", ["", "v1", "fine_tuning", "jobs", var id]) => Look(id),
                ("GET", ["", "v1", "fine_tuning", "jobs", _, "events"]) => Events(),
                ("POST", ["", "v1", "fine_tuning", "jobs", var id, "cancel"]) => Cancel(id),
                _ => null,
            };
        }
    }

    private JsonObject Page(IEnumerable<JsonObject> all, HttpRequest request)
    {
        var after = (string?)request.Query["after"];
        var left = all.ToList();
        left = after is null ? left : [.. left.SkipWhile(item => (string)item["id"]! != after).Skip(1)];
        return new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. left.Take(PageSize).Select(item => item.DeepClone())]), ["has_more"] = left.Count > PageSize };
    }

    private JsonObject Upload(IFormCollection form)
    {
        var file = form.Files.Single();
        using var reader = new StreamReader(file.OpenReadStream());
        Uploads.Add(reader.ReadToEnd());
        Files.Insert(0, new JsonObject
        {
            ["id"] = $"file-{Uploads.Count}", ["object"] = "file", ["bytes"] = file.Length, ["created_at"] = 1_758_849_626, ["filename"] = file.FileName,
            ["purpose"] = (string?)form["purpose"], ["status"] = "processed",
        });
        return (JsonObject)Files[0].DeepClone();
    }

    private JsonObject Start(JsonObject order)
    {
        Orders.Add(order);
        Jobs.Insert(0, Job($"ftjob-{Orders.Count}", order));
        return (JsonObject)Jobs[0].DeepClone();
    }

    // As OpenAI answers: an empty error, and null for what is not known yet.
    private JsonObject Job(string id, JsonObject order) => new()
    {
        ["object"] = "fine_tuning.job", ["id"] = id, ["model"] = (string?)order["model"], ["created_at"] = 1_758_849_626, ["finished_at"] = null, ["fine_tuned_model"] = null,
        ["status"] = Course[0], ["training_file"] = (string?)order["training_file"], ["trained_tokens"] = null, ["error"] = new JsonObject(), ["estimated_finish"] = 1_767_269_400,
        ["metadata"] = KeepsNotes ? order["metadata"]?.DeepClone() : null, ["result_files"] = new JsonArray(), ["seed"] = 1,
    };

    private JsonNode? Look(string id)
    {
        if (Jobs.FirstOrDefault(job => (string)job["id"]! == id) is not { } job)
        {
            return null;
        }

        var before = job.DeepClone();
        var at = Course.Index().FirstOrDefault(step => step.Item == (string)job["status"]!).Index;
        job["status"] = Course[Math.Min(at + 1, Course.Count - 1)];
        if ((string)job["status"]! == "succeeded")
        {
            (job["fine_tuned_model"], job["trained_tokens"]) = (Model, 4321);
        }
        else if ((string)job["status"]! == "failed")
        {
            job["error"] = new JsonObject { ["code"] = "invalid_training_file", ["message"] = Error, ["param"] = "training_file" };
        }

        return before;
    }

    private JsonObject Events() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray(
            new JsonObject { ["id"] = "ftevent-2", ["created_at"] = 1_758_849_700, ["level"] = "info", ["message"] = Message },
            new JsonObject { ["id"] = "ftevent-1", ["created_at"] = 1_758_849_600, ["level"] = "info", ["message"] = "Created fine-tuning job" }),
        ["has_more"] = true,
    };

    private JsonNode? Cancel(string id)
    {
        var job = Jobs.First(job => (string)job["id"]! == id);
        job["status"] = "cancelled";
        return job.DeepClone();
    }
}
