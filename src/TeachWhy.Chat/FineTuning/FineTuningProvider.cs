using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TeachWhy.Chat;

/// <summary>
/// A provider's fine-tuning, in OpenAI's protocol. What is asked for once is there once: where it is not certain that a request
/// was taken, what came of it is looked for before it is asked again.
/// </summary>
public sealed class FineTuningProvider : IDisposable
{
    private const int FilesAPage = 10_000;
    private const int JobsAPage = 100;
    private const int MostPages = 20;

    // Until what was accepted, but never answered, can be seen in a list.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly ProviderAccount _account;
    private readonly FineTuningWire _wire;
    private readonly AttemptRetry<string> _files;
    private readonly AttemptRetry<IReadOnlyList<FineTuningJob>> _lists;
    private readonly AttemptRetry<FineTuningJob> _jobs;
    private readonly AttemptRetry<FineTuningJob> _following;
    private readonly AttemptRetry<string?> _events;

    private FineTuningProvider(ChatModelName model, ChatModelOptions options)
    {
        _account = ProviderAccount.Of(model, options);
        _wire = new FineTuningWire(_account, options);
        (_files, _lists, _jobs) = (new(model.Text, options), new(model.Text, options), new(model.Text, options));

        // A job takes hours, in which a connection may well be gone for minutes; its events are only news.
        _following = new(model.Text, options with { Retry = options.Retry with { Attempts = 40 } });
        _events = new(model.Text, options with { Retry = options.Retry with { Attempts = 1, AttemptsInStorm = 1 } });
    }

    /// <summary>Where it is.</summary>
    public Uri Address => _account.Address;

    /// <summary>Opens the fine-tuning of a model; nobody is asked anything yet.</summary>
    /// <exception cref="ChatMistakeException">The model's provider has none, or the key is missing.</exception>
    public static FineTuningProvider Open(ChatModelName model, ChatModelOptions options) => model.Provider is ChatProvider.OpenAi or ChatProvider.OpenAiCompatible
        ? new FineTuningProvider(model, options)
        : throw new ChatMistakeException($"{model.Text} cannot be fine-tuned over an API that is known here: it must be openai/NAME or openai:BASE_URL/NAME.");

    /// <summary>Uploads a file unless the provider has it: one of the same name and size.</summary>
    /// <param name="file">Where it lies.</param>
    /// <param name="name">As the provider is to call it; a name that is of no other content, such as one with its hash.</param>
    /// <returns>The provider's id for it.</returns>
    public async Task<string> UploadOnceAsync(string file, string name, CancellationToken cancellation)
    {
        var bytes = new FileInfo(file).Length;
        var (id, _) = await _files.RunAsync(
            async token =>
            {
                await foreach (var item in ListAsync($"files?purpose=fine-tune&limit={FilesAPage}", token))
                {
                    if (FineTuningReply.Text(item, "filename") == name && FineTuningReply.Number(item, "bytes") == bytes && FineTuningReply.Text(item, "status") != "error")
                    {
                        return FineTuningReply.Id(item, "id")!;
                    }
                }

                return await OnceAsync(async () => FineTuningReply.Id(await _wire.UploadAsync(file, name, token), "id") ?? throw OpenAiReply.Malformed("a file has no id that can be used"));
            },
            cancellation);
        return id;
    }

    /// <summary>The newest jobs that train on a file.</summary>
    public async Task<IReadOnlyList<FineTuningJob>> JobsOfAsync(string fileId, CancellationToken cancellation) =>
        (await _lists.RunAsync(async token => await JobsAsync().Where(job => job.FileId == fileId).ToListAsync(token), cancellation)).Answer;

    /// <summary>Starts a job unless it was started.</summary>
    /// <param name="before">Jobs that were there before it was first asked for.</param>
    public async Task<FineTuningJob> StartOnceAsync(FineTuningOrder order, IReadOnlyCollection<string> before, CancellationToken cancellation)
    {
        var (job, _) = await _jobs.RunAsync(
            async token => await JobsAsync().FirstOrDefaultAsync(job => order.Started(job, before), token)
                ?? await OnceAsync(async () => FineTuningReply.Job(await _wire.PostAsync("fine_tuning/jobs", order.Body(_account.Name.Model), token))),
            cancellation);
        return job;
    }

    /// <summary>How a job is.</summary>
    /// <param name="patiently">Whether an outage of minutes is waited for.</param>
    public async Task<FineTuningJob> JobAsync(string id, bool patiently, CancellationToken cancellation) =>
        (await (patiently ? _following : _jobs).RunAsync(async token => FineTuningReply.Job(await _wire.GetAsync($"fine_tuning/jobs/{id}", token)), cancellation)).Answer;

    /// <summary>What was last said of a job, in one bounded line; null where nothing was, or where it cannot be told.</summary>
    public async Task<string?> LatestMessageAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return (await _events.RunAsync(async token => FineTuningReply.LatestMessage(await _wire.GetAsync($"fine_tuning/jobs/{id}/events?limit=10", token)), cancellation)).Answer;
        }
        catch (Exception failure) when (failure is ChatFailureException or ChatMistakeException)
        {
            return null;
        }
    }

    /// <summary>Cancels a job.</summary>
    public async Task<FineTuningJob> CancelAsync(string id, CancellationToken cancellation) =>
        (await _jobs.RunAsync(async token => FineTuningReply.Job(await _wire.PostAsync($"fine_tuning/jobs/{id}/cancel", null, token)), cancellation)).Answer;

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _account.Dispose();

    private IAsyncEnumerable<FineTuningJob> JobsAsync() => ListAsync($"fine_tuning/jobs?limit={JobsAPage}", CancellationToken.None)
        .Where(item => FineTuningReply.Text(item, "status") is not null).Select(FineTuningReply.Job);

    // Newest first, and no further than what was asked for lately can be.
    private async IAsyncEnumerable<JsonElement> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var list = await _wire.GetAsync(after is null ? path : $"{path}&after={after}", cancellation);
            string? last = null;
            foreach (var item in FineTuningReply.Items(list))
            {
                last = FineTuningReply.Id(item, "id");
                yield return item;
            }

            if (!FineTuningReply.HasMore(list) || last is null || last == after)
            {
                yield break;
            }

            after = last;
        }
    }

    // The provider may have taken it all the same: it needs a moment to show, and is looked for before it is asked again.
    private static async Task<T> OnceAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AttemptFailedException fault) when (fault.IsPassing && fault.Fault is not (AttemptFault.RateLimited or AttemptFault.Overloaded or AttemptFault.Connection))
        {
            throw new AttemptFailedException(fault.Fault, fault.Message, fault.RetryAfter > Settling ? fault.RetryAfter : Settling, fault);
        }
    }
}
