namespace TeachWhy.Training;

/// <summary>
/// What a killed run goes on from: the trainer's numbers, and notes under the name of their step. The notes are written
/// first, so that whatever state a kill leaves has its own.
/// </summary>
internal sealed class RunState(string folder)
{
    private readonly string _trainer = Path.Combine(folder, "trainer.bin");

    /// <summary>The step of the newest state; null where there is none.</summary>
    public int? SavedStep { get; private set; }

    public void Save(Trainer trainer, RunNotes notes)
    {
        Directory.CreateDirectory(folder);
        RunFolder.Write(NotesOf(trainer.StepsDone), notes);
        trainer.SaveState(_trainer);
        SavedStep = trainer.StepsDone;
        foreach (var old in Directory.EnumerateFiles(folder, "notes-*.json").Where(path => path != NotesOf(trainer.StepsDone)))
        {
            File.Delete(old);
        }
    }

    /// <summary>Gives a trainer the newest state.</summary>
    /// <returns>The notes that belong to it; null where there is no state.</returns>
    /// <exception cref="InvalidDataException">The state is damaged; the trainer may hold a part of it.</exception>
    public RunNotes? Load(Trainer trainer)
    {
        if (!File.Exists(_trainer))
        {
            return null;
        }
        trainer.LoadState(_trainer);
        SavedStep = trainer.StepsDone;
        return RunFolder.Read<RunNotes>(NotesOf(trainer.StepsDone))
            ?? throw new InvalidDataException($"{NotesOf(trainer.StepsDone)} is missing or damaged.");
    }

    /// <summary>Forgets a state that cannot be used.</summary>
    public void Delete()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        SavedStep = null;
    }

    private string NotesOf(int step) => Path.Combine(folder, $"notes-{step}.json");
}
