namespace TeachWhy.Simulation;

/// <summary>A member of a ZIP file, as the directory tells of it.</summary>
/// <param name="Method">0 stored, 8 deflate, 93 zstd.</param>
/// <param name="Packed">Bytes in the file.</param>
/// <param name="Length">Bytes of what it holds.</param>
/// <param name="Place">Where in the file it begins.</param>
internal readonly record struct ZipMember(string Name, ushort Method, ushort Flags, uint Checksum, long Packed, long Length, long Place);
