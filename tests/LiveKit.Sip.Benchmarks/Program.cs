using BenchmarkDotNet.Running;
using LiveKit.Sip.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly).Run(args);
