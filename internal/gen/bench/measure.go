package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/tidwall/gjson"
)

// rows are what is measured, from small to large.
var rows = []struct {
	name, kind string
	size       size
}{
	{"small", "account", size{roles: 100, accounts: 1, distinct: 100}},
	{"roles10k", "account", size{roles: 10_000, accounts: 1, distinct: 20}},
	{"encoded10k", "account", size{roles: 10_000, accounts: 1, distinct: 20, encoded: true}},
	{"roles100k-1", "account", size{roles: 100_000, accounts: 1, distinct: 1}},
	{"roles100k-20", "account", size{roles: 100_000, accounts: 1, distinct: 20}},
	{"roles100k-100", "account", size{roles: 100_000, accounts: 1, distinct: 100}},
	{"pairs3k", "pairs", size{roles: 1_000, accounts: 10, distinct: 100}},
	{"bucket1k", "bucket", size{roles: 1_000, accounts: 1}},
	{"bucket10k", "bucket", size{roles: 10_000, accounts: 1}},
	{"pairs20k", "pairs", size{roles: 6_667, accounts: 59, distinct: 100}},
}

func measure(binary, only string) error {
	fmt.Printf("%-14s %7s %8s %8s %8s %7s %6s %8s %8s %7s\n", "what", "MB", "gjson s", "gjson/s", "CPU s", "wall s", "ratio", "MB/s", "roles/s", "peak MB")
	for _, row := range rows {
		if len(only) > len(row.name) || row.name[:len(only)] != only {
			continue
		}
		if err := measureRow(binary, row.name, row.kind, row.size); err != nil {
			return err
		}
	}
	return nil
}

func measureRow(binary, name, of string, s size) error {
	folder, err := os.MkdirTemp("", "crossgrant-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	var path string
	for _, k := range kinds {
		if k.name == of {
			if path, err = k.write(folder, s); err != nil {
				return err
			}
		}
	}
	total, walked, err := walkApart(path)
	if err != nil {
		return err
	}
	r, err := judge(binary, path)
	if err != nil {
		return err
	}
	mb := float64(total) / 1e6
	fmt.Printf("%-14s %7.1f %8.2f %8.0f %8.2f %7.2f %6.2f %8.0f %8.0f %7.0f  first output after %.2f s\n", name, mb, walked.Seconds(), mb/walked.Seconds(),
		r.cpu.Seconds(), r.wall.Seconds(), walked.Seconds()/r.wall.Seconds(), mb/r.wall.Seconds(), float64(s.roles)/r.wall.Seconds(), r.peak, r.first.Seconds())
	return nil
}

// walkApart is walk in a process of its own: the most memory that a process ever had is
// told of those that it starts, too.
func walkApart(path string) (total int, took time.Duration, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, 0, err
	}
	out, err := exec.Command(self, "-walk", path).Output()
	if err != nil {
		return 0, 0, err
	}
	var ns int64
	_, err = fmt.Sscan(string(out), &total, &ns)
	return total, time.Duration(ns), err
}

// walk reads all files, checks them with gjson and visits all their values. What
// it returns is the time of the latter two.
func walk(path string) (total int, took time.Duration, err error) {
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		total += len(text)
		start := time.Now()
		if !gjson.ValidBytes(text) {
			return fmt.Errorf("%s: gjson says that it is no JSON", name)
		}
		visit(gjson.ParseBytes(text))
		took += time.Since(start)
		return nil
	})
	return total, took, err
}

func visit(v gjson.Result) {
	if v.IsObject() || v.IsArray() {
		v.ForEach(func(_, inner gjson.Result) bool {
			visit(inner)
			return true
		})
	}
}

// run is what one run of the program took; peak is its resident memory in MB.
type taken struct {
	cpu, wall, first time.Duration
	peak             float64
}

// judge runs check, all rules on. Findings are no failure.
func judge(binary, path string) (r taken, err error) {
	cmd := exec.Command(binary, "check", "--format", "ndjson", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return r, err
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return r, err
	}
	var first [1]byte
	if _, err := io.ReadFull(out, first[:]); err == nil {
		r.first = time.Since(start)
	}
	if _, err := io.Copy(io.Discard, out); err != nil {
		return r, err
	}
	err = cmd.Wait()
	r.wall = time.Since(start)
	if code := cmd.ProcessState.ExitCode(); code < 0 || code > 1 {
		return r, fmt.Errorf("%s: %w: %s", path, err, errs.Bytes())
	}
	r.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peak = float64(usage.Maxrss) / 1024
	}
	return r, nil
}
