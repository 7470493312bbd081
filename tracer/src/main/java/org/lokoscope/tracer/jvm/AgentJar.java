// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Packs the agent. What a JVM calls first is made here as a class of Java 8, so that an older JVM
 * runs it, says that it is too old, and goes on.
 */
public final class AgentJar {

  public static final String NAME = "lokoscope-agent.jar";

  private static final String PACKAGE = "org/lokoscope/tracer/jvm/";
  private static final ClassDesc LAUNCHER = ClassDesc.ofInternalName(PACKAGE + "Launcher");
  private static final ClassDesc STRING = ConstantDescs.CD_String;

  private static final List<String> CLASSES =
      List.of(
          "Agent",
          "Agent$Transformer",
          "Agent$Entry",
          "Application",
          "CarrierStream",
          "Dump",
          "Dump$Group",
          "Dump$Kind",
          "Frames",
          "Hooks",
          "Hooks$Fiber",
          "Hooks$Wait",
          "Output",
          "Output$1",
          "Place",
          "Place$Key",
          "Place$Stack",
          "Settings",
          "StackChunks",
          "StreamWriter");

  private AgentJar() {}

  /** Writes the jar. */
  public static void write(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String launcher = (PACKAGE + "Launcher").replace('/', '.');
    main.putValue("Premain-Class", launcher);
    main.putValue("Agent-Class", launcher);
    main.putValue("Can-Retransform-Classes", "true");
    main.putValue("Boot-Class-Path", String.valueOf(file.getFileName()));
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry(PACKAGE + "Launcher.class"));
      jar.write(launcher());
      for (String name : CLASSES) {
        try (InputStream in = AgentJar.class.getResourceAsStream(name + ".class")) {
          if (in == null) {
            throw new IOException("not part of this build: " + name);
          }
          jar.putNextEntry(new ZipEntry(PACKAGE + name + ".class"));
          in.transferTo(jar);
        }
      }
    }
  }

  private static byte[] launcher() {
    MethodTypeDesc type =
        MethodTypeDesc.of(
            ConstantDescs.CD_void, STRING, ClassDesc.of("java.lang.instrument.Instrumentation"));
    return ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS)
        .build(
            LAUNCHER,
            type_ -> {
              type_.withVersion(ClassFile.JAVA_8_VERSION, 0);
              type_.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
              for (String name : List.of("premain", "agentmain")) {
                type_.withMethodBody(
                    name,
                    type,
                    ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                    code -> {
                      Label old = code.newLabel();
                      code.loadConstant("java.specification.version")
                          .invokestatic(
                              ClassDesc.of("java.lang.System"),
                              "getProperty",
                              MethodTypeDesc.of(STRING, STRING))
                          .invokestatic(
                              ClassDesc.of("java.lang.Double"),
                              "parseDouble",
                              MethodTypeDesc.of(ConstantDescs.CD_double, STRING))
                          .loadConstant(25.0)
                          .dcmpl()
                          .iflt(old)
                          .aload(0)
                          .aload(1)
                          .invokestatic(ClassDesc.ofInternalName(PACKAGE + "Agent"), "start", type)
                          .return_()
                          .labelBinding(old)
                          .getstatic(
                              ClassDesc.of("java.lang.System"),
                              "err",
                              ClassDesc.of("java.io.PrintStream"))
                          .loadConstant(
                              "lokoscope: the agent needs Java 25 or newer; nothing is recorded")
                          .invokevirtual(
                              ClassDesc.of("java.io.PrintStream"),
                              "println",
                              MethodTypeDesc.of(ConstantDescs.CD_void, STRING))
                          .return_();
                    });
              }
            });
  }
}
